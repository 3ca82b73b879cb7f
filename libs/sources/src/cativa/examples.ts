import type { Example, ExampleValues } from '../source.js';

type Body = Readonly<Record<string, unknown>>;

const CUSTOMER = 'c0ffee00-1111-4222-7333-08de5c1b2a99';

/** Cativa writes no fraction of a second. */
const wireTime = (instant: string): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

const nameOf = ({ member, email, name, at }: ExampleValues): Body => {
  const [first = name, ...rest] = name.split(' ');
  const username = first.toLowerCase();
  return {
    Id: member,
    Email: email,
    FirstName: first,
    LastName: rest.join(' '),
    DisplayName: name,
    Username: username,
    CreatedAt: wireTime(at),
  };
};

/** `BadgeId` is a "primary badge", kept by Cativa for compatibility. */
const user = (values: ExampleValues): Body => ({
  ...nameOf(values),
  PhoneNumber: '+5531900001234',
  BadgeId: values.badges[0] ?? null,
  Badges: values.badges,
});

const event = (values: ExampleValues, fields: Body): Body => ({ CustomerId: CUSTOMER, User: user(values), ...fields });

const userCreated = (values: ExampleValues): Body => {
  const { Id, ...copied } = nameOf(values);
  return event(values, { UserId: Id, ...copied, PhoneNumber: '+5531900001234' });
};

/** Paid by way of Asaas, whose payments are called `pay_…`: that Cativa repeats this name is likely, not documented. */
const payment = ({ charge, at }: ExampleValues): Body => ({
  PaymentId: charge,
  ValorPago: 240.5,
  ValorOriginal: 240.5,
  Desconto: 0,
  Installments: 1,
  TipoPagamento: 'PIX',
  Gateway: 'Asaas',
  IdTransacao: `pay_${charge}`,
  CompletedAt: wireTime(at),
});

/** A payment at a paywall that does this when it is paid. How types 4 and 5 write their JSON is not published. */
const paid =
  (actionType: number, payloadOf: (values: ExampleValues) => string | null, settings: Body = {}) =>
  (values: ExampleValues): Body => ({
    CustomerId: CUSTOMER,
    User: nameOf(values),
    Paywall: {
      Id: values.product,
      Name: 'Roda Inventada',
      Description: null,
      CustomLink: 'roda-inventada',
      FullUrl: null,
      Price: 240.5,
      DiscountPercentage: 0,
      MaxInstallments: 6,
      AccessMonths: 6,
      RemoveAfterExpiration: true,
      ActionType: actionType,
      ActionPayload: payloadOf(values),
      ImageUrl: null,
      OpeningLink: null,
      ...settings,
    },
    Payment: payment(values),
  });

const COURSE = 'k-0001-inventado';
const GROUP = 'g-0001-inventado';
const nothing = (): null => null;
const badgeOf = ({ badge }: ExampleValues): string => badge;

const asFacts = (body: (values: ExampleValues) => unknown): Example => ({ expects: 'facts', body });

export const examples = {
  'user-created': asFacts(userCreated),
  'user-received-badge': asFacts((values) => event(values, { BadgeId: values.badge, BadgeName: 'Turma', ReceivedAt: wireTime(values.at) })),
  'user-joined-group': asFacts((values) => event(values, { GroupId: GROUP, GroupName: 'Turma', JoinedAt: wireTime(values.at) })),
  'post-created': asFacts((values) =>
    event(values, { PostId: 'p-0001-inventado', GroupId: null, Content: 'Cheguei.', ImageUrl: null, CreatedAt: wireTime(values.at) }),
  ),
  'paywall-payment-completed': asFacts(paid(2, badgeOf)),
  'paywall-create-user-only': asFacts(paid(0, () => '')),
  'paywall-add-to-course': asFacts(paid(1, () => COURSE)),
  'paywall-add-to-group': asFacts(paid(3, () => GROUP)),
  'paywall-add-to-course-and-grant-badge': asFacts(paid(4, ({ badge }) => JSON.stringify({ CourseId: COURSE, BadgeId: badge }))),
  'paywall-add-to-group-and-grant-badge': asFacts(paid(5, ({ badge }) => JSON.stringify({ GroupId: GROUP, BadgeId: badge }))),
  'paywall-no-action': asFacts(paid(6, nothing)),
  'paywall-unknown-action': asFacts(paid(99, badgeOf)),
  'paywall-unreadable-action': asFacts(paid(2, nothing)),
  'paywall-for-life': asFacts(paid(2, badgeOf, { AccessMonths: null, RemoveAfterExpiration: false })),
  'unknown-event': asFacts((values) => event(values, { LessonId: 'l-0001-inventado' })),
  'event-without-user': { expects: 'unreadable', body: () => ({ CustomerId: CUSTOMER, CourseId: 'k-0001-inventado' }) },
} satisfies Record<string, Example>;
