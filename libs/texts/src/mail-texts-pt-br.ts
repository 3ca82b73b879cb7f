import type { MailTexts } from './mail-texts.js';

const FOOTER = 'Você recebeu este e-mail porque uma compra foi feita com este endereço.';

export const ptBr: MailTexts = {
  invitation: ({ kind, name, products: [first, ...others], community }) => {
    const bought = others.length > 0 ? 'suas compras' : (first ?? 'sua compra');
    const shared = {
      button: 'Criar minha conta',
      linkHint: 'Se o botão não funcionar, copie este endereço e cole no navegador:',
      footer: ['Já tem conta com outro e-mail? Responda a esta mensagem e nós ajudamos você.', FOOTER],
      stopLabel: 'Não quero mais receber lembretes',
    };
    const greeting = name ? `Olá, ${name}!` : 'Olá!';
    const howTo = `crie sua conta na comunidade ${community} com este mesmo e-mail, o endereço em que você recebeu esta mensagem.`;
    if (kind === 'reminder') {
      return {
        ...shared,
        subject: `Lembrete: seu acesso a ${bought} está esperando por você`,
        preview: 'Falta só criar sua conta. Seu acesso continua guardado.',
        title: 'Seu acesso está esperando por você',
        opening: [greeting, 'Passando só para lembrar: sua compra está confirmada e o acesso continua guardado para você.'],
        closing: [`Quando quiser, ${howTo}`, 'Assim que a conta existir, o acesso é liberado automaticamente.'],
      };
    }
    return {
      ...shared,
      subject: `Falta só um passo para acessar ${bought}`,
      preview: 'Crie sua conta com este e-mail e o acesso é liberado automaticamente.',
      title: 'Falta só um passo',
      opening: [greeting, 'Recebemos a confirmação da sua compra. Obrigado!'],
      closing: [`Agora ${howTo}`, 'O acesso é liberado automaticamente: você não precisa fazer mais nada.'],
    };
  },

  claimCode: ({ code, minutes, purpose }) => {
    const reason =
      purpose === 'purchase'
        ? 'Use este código para confirmar que a compra feita com este e-mail é sua:'
        : 'Use este código para confirmar que este é o e-mail da sua conta na comunidade:';
    return {
      subject: `${code} é o seu código de confirmação`,
      preview: purpose === 'purchase' ? 'Para confirmar que a compra é sua.' : 'Para confirmar que a conta é sua.',
      title: 'Seu código de confirmação',
      opening: [reason],
      closing: [
        `O código vale por ${minutes === 1 ? '1 minuto' : `${minutes} minutos`} e só pode ser usado uma vez.`,
        'Ninguém da nossa equipe pede este código. Não o informe a ninguém: digite-o somente na página em que você o solicitou.',
      ],
      footer: ['Não foi você que pediu? Então pode ignorar este e-mail: sem o código, nada muda.'],
    };
  },

  claimed: ({ product }) => ({
    subject: `Sua compra foi transferida para outra conta: ${product}`,
    preview: 'Se não foi você que pediu, responda a este e-mail.',
    title: 'Sua compra foi transferida',
    opening: ['Esta compra, feita com este e-mail, agora pertence a outra conta da comunidade:'],
    closing: [
      'Se foi você que pediu, está tudo certo e não é preciso fazer nada.',
      'Se não foi você, responda a este e-mail o quanto antes. Vamos verificar o que aconteceu, e a transferência pode ser desfeita.',
    ],
    footer: [FOOTER],
  }),
};
