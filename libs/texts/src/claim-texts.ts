import { claimEn } from './claim-texts-en.js';
import { claimEs } from './claim-texts-es.js';
import { claimPtBr } from './claim-texts-pt-br.js';
import type { ClaimTexts } from './claim-texts-type.js';
import type { Language } from './language.js';

export type { ClaimTexts, FieldTexts, FormTexts, NoticeTexts } from './claim-texts-type.js';

/** What the claim page says, by language. */
export const claimTexts: Readonly<Record<Language, ClaimTexts>> = { 'pt-BR': claimPtBr, en: claimEn, es: claimEs };
