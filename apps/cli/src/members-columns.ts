import { UNSHOWABLE } from './plain.js';
import { namesAnAddress } from './remark.js';

/** Where a row holds what; places count from 0. */
export interface Columns {
  readonly id: number;
  readonly email: number;
  readonly name?: number;
  readonly badges?: number;
}

export type ColumnName = keyof Columns;

/** The columns that a person named; `false`: leave it out, even if there is one. */
export type NamedColumns = { readonly [Name in ColumnName]?: string | false };

export const COLUMN_NAMES = ['id', 'email', 'name', 'badges'] as const satisfies readonly ColumnName[];

const WHAT: Readonly<Record<ColumnName, string>> = { id: 'the member’s id', email: 'the e-mail', name: 'the name', badges: 'the badges' };

/** Names of columns in pt-BR, en and es, without accents, spaces and signs; what comes first says it more surely. */
const KNOWN: Readonly<Record<ColumnName, readonly string[]>> = {
  id: [
    ...['userid', 'memberid', 'iduser', 'idmember', 'idusuario', 'usuarioid', 'iddousuario', 'iddelusuario', 'iddeusuario'],
    ...['idmembro', 'membroid', 'iddomembro', 'idmiembro', 'miembroid', 'iddelmiembro', 'cativaid', 'idcativa'],
    ...['id', 'ulid', 'guid', 'uuid', 'uid', 'identificador', 'codigo', 'codigodousuario', 'codigodelusuario', 'codigodomembro', 'cod'],
  ],
  email: [
    ...['email', 'emailaddress', 'useremail', 'memberemail', 'emaildousuario', 'emaildomembro', 'enderecodeemail', 'mail'],
    ...['correo', 'correoelectronico', 'direcciondecorreo', 'direcciondecorreoelectronico', 'emaildelusuario', 'emailprincipal'],
  ],
  name: [
    ...['name', 'fullname', 'displayname', 'nome', 'nomecompleto', 'nomedousuario', 'nomedomembro', 'nombre', 'nombrecompleto'],
    ...['nombreyapellidos', 'nombreyapellido', 'nomeesobrenome'],
  ],
  badges: ['badges', 'badgeids', 'badgesids', 'idsdosbadges', 'idsdebadges', 'idsdelosbadges'],
};

const plain = (header: string): string =>
  header
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** A header as it may be shown: in one line, not endless, and no character cut in half. */
export const shownHeader = (header: string): string => `“${header.slice(0, 60).replace(UNSHOWABLE, ' ')}”`;

const MOST_SHOWN = 20;

/** Columns as they may be shown: not all of thousands. */
const shownHeaders = (columns: readonly string[]): string => {
  const shown = columns.slice(0, MOST_SHOWN).map(shownHeader).join(', ');
  return columns.length > MOST_SHOWN ? `${shown} and ${columns.length - MOST_SHOWN} more` : shown;
};

type Found = { readonly at: number | undefined } | { readonly problem: string };

const placesOf = (header: readonly string[], fits: (column: string) => boolean): readonly number[] =>
  header.flatMap((column, index) => (fits(column) ? [index] : []));

const several = (header: readonly string[], name: ColumnName, places: readonly number[]): string => {
  const columns = [...new Set(places.map((place) => header[place] ?? ''))];
  if (columns.length === 1) return `The column ${shownHeader(columns[0] ?? '')} stands there ${places.length} times: rename all but one in the file.`;
  return `More than one column may be ${WHAT[name]}: ${shownHeaders(columns)}. Say which: --${name} <column>.`;
};

const oneOf = (header: readonly string[], name: ColumnName, places: readonly number[]): Found =>
  places.length > 1 ? { problem: several(header, name, places) } : { at: places[0] };

const asNamed = (header: readonly string[], name: ColumnName, wanted: string): Found => {
  const exact = placesOf(header, (column) => column === wanted.trim());
  const places = exact.length > 0 ? exact : placesOf(header, (column) => plain(column) === plain(wanted) && plain(wanted) !== '');
  return places.length === 0 ? { problem: `--${name}: there is no column ${shownHeader(wanted)}.` } : oneOf(header, name, places);
};

const asKnown = (header: readonly string[], name: ColumnName): Found => {
  const known = KNOWN[name].find((word) => header.some((column) => plain(column) === word));
  return oneOf(
    header,
    name,
    placesOf(header, (column) => plain(column) === known),
  );
};

const find = (header: readonly string[], name: ColumnName, wanted: string | false | undefined): Found => {
  if (wanted === false) return { at: undefined };
  return wanted === undefined ? asKnown(header, name) : asNamed(header, name, wanted);
};

const missing = (header: readonly string[], places: Partial<Columns>): string => {
  const names = (['id', 'email'] as const).filter((name) => places[name] === undefined);
  const what = names.map((name) => WHAT[name]).join(' and ');
  const options = names.map((name) => `--${name} <column>`).join(' ');
  return `No column is surely ${what}. Name it: ${options}. The file has: ${shownHeaders(header)}.`;
};

/** A first line with an address in it is a member, and members are not shown. */
const holdsAddress = (header: readonly string[]): boolean => header.some(namesAnAddress);

const twiceUsed = (places: Partial<Columns>): number | undefined => {
  const used = Object.values(places);
  return used.find((place, index) => used.indexOf(place) < index);
};

const together = (places: Partial<Columns>, header: readonly string[]): ReturnType<typeof chooseColumns> => {
  const { id, email } = places;
  if (id === undefined || email === undefined) return { problem: missing(header, places) };
  const twice = twiceUsed(places);
  if (twice !== undefined) return { problem: `The column ${shownHeader(header[twice] ?? '')} cannot be two things at once. Say which is which.` };
  return { columns: { ...places, id, email } };
};

/** The columns of a header: those that a person named, and those whose names are known. Else what is wrong, as a sentence. */
export const chooseColumns = (header: readonly string[], named: NamedColumns): { readonly columns: Columns } | { readonly problem: string } => {
  if (holdsAddress(header)) return { problem: 'The first line must name the columns, but an address stands there: put a line with names above it.' };
  const places: { -readonly [Name in ColumnName]?: number } = {};
  for (const name of COLUMN_NAMES) {
    const found = find(header, name, named[name]);
    if ('problem' in found) return found;
    if (found.at !== undefined) places[name] = found.at;
  }
  return together(places, header);
};
