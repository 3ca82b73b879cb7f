import type { ClaimTexts } from './claim-texts-type.js';

const BACK = 'Voltar ao início';

export const claimPtBr: ClaimTexts = {
  name: 'Português',
  languages: 'Idiomas',
  errorPrefix: 'Erro',
  errorsTitle: 'Confira, por favor',
  optional: 'opcional',

  start: {
    title: 'Já comprei, mas com outro e-mail',
    lead: [
      'Você pagou com um e-mail e a sua conta na comunidade usa outro? Aqui você leva a compra para a sua conta.',
      'Em seguida, enviamos um código de confirmação para cada um dos dois e-mails.',
    ],
    button: 'Enviar os códigos',
    noAccess: 'Não tenho mais acesso ao e-mail da compra',
  },
  signIn: {
    title: 'Já comprei, mas com outro e-mail',
    lead: [
      'Você pagou com um e-mail e a sua conta na comunidade usa outro? Aqui você leva a compra para a sua conta.',
      'Primeiro, entre na comunidade para sabermos qual é a sua conta.',
    ],
    button: 'Entrar com a Cativa',
  },
  signedIn: 'Você entrou. Agora diga qual compra é sua: enviaremos um código para o e-mail usado nela.',
  codes: {
    title: 'Digite os códigos',
    lead: [
      'Se os dados conferem, dois e-mails estão a caminho: um para o e-mail da compra e outro para o e-mail da sua conta.',
      'Cada um traz um código de seis dígitos que vale por 10 minutos. Não chegou? Olhe também a caixa de spam.',
    ],
    leadSignedIn: [
      'Se os dados conferem, uma mensagem está a caminho do e-mail da compra.',
      'Ela traz um código de seis dígitos que vale por 10 minutos. Não chegou? Olhe também a caixa de spam.',
    ],
    button: 'Confirmar',
    again: 'Recomeçar com outros dados',
  },
  request: {
    title: 'Pedir ajuda à nossa equipe',
    lead: ['Diga qual compra é sua. Alguém da nossa equipe vai verificar e escrever para o e-mail da sua conta.'],
    button: 'Enviar pedido',
    back: 'Tenho acesso ao e-mail da compra, sim',
  },

  address: { label: 'E-mail usado na compra', hint: 'Aquele que recebeu o comprovante.' },
  code: { label: 'Código da transação', hint: 'Está no comprovante, por exemplo HP1234567890.' },
  member: { label: 'E-mail da sua conta na comunidade' },
  purchaseCode: { label: 'Código enviado ao e-mail da compra' },
  memberCode: { label: 'Código enviado ao e-mail da sua conta' },
  requester: { label: 'Seu nome' },
  message: { label: 'Mensagem', hint: 'O que ajudar a encontrar a compra: quando foi, como você pagou. No máximo 500 caracteres.' },

  wrongAddress: 'Digite um e-mail completo, como ana@exemplo.com.',
  wrongCode: 'Digite o código da transação como está no comprovante: letras, números e hífens.',
  wrongDigits: 'Digite os seis dígitos do código.',
  tooLong: (most) => `No máximo ${most} caracteres.`,
  notRight: (left) => `Não confere. ${left === 1 ? 'Você tem mais uma tentativa.' : `Você tem mais ${left} tentativas.`}`,
  noLongerGood: 'Não confere, ou estes códigos não valem mais. Recomece para receber novos.',
  signInFailed: 'Não foi possível entrar. Tente de novo, por favor.',
  signInFirst: 'Entre primeiro, por favor.',

  done: {
    title: 'Pronto',
    lead: ['A compra agora pertence à sua conta. O acesso abre em até um minuto.', 'Você já pode fechar esta página.'],
    back: 'Tenho outra compra',
  },
  requested: {
    title: 'Recebemos o seu pedido',
    lead: ['Alguém da nossa equipe vai verificar e escrever para o e-mail da sua conta. Você já pode fechar esta página.'],
    back: BACK,
  },
  stale: {
    title: 'Esta página ficou aberta por muito tempo',
    lead: ['Recomece, por favor. Esta página precisa de cookies: se você os desativou, permita-os para este site.'],
    back: BACK,
  },
  limited: (minutes) => ({
    title: 'Tentativas demais',
    lead: [minutes === 1 ? 'Tente de novo em um minuto, por favor.' : `Tente de novo em ${minutes} minutos, por favor.`],
    back: BACK,
  }),
};
