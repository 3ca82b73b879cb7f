import type { MailTexts } from './mail-texts.js';

const FOOTER = 'Recibiste este correo porque se hizo una compra con esta dirección.';

export const es: MailTexts = {
  invitation: ({ kind, name, products: [first, ...others], community }) => {
    const bought = others.length > 0 ? 'tus compras' : (first ?? 'tu compra');
    const shared = {
      button: 'Crear mi cuenta',
      linkHint: 'Si el botón no funciona, copia esta dirección y pégala en tu navegador:',
      footer: ['¿Ya tienes una cuenta con otro correo? Responde a este mensaje y te ayudamos.', FOOTER],
      stopLabel: 'No quiero recibir más recordatorios',
    };
    const greeting = name ? `¡Hola, ${name}!` : '¡Hola!';
    const howTo = `crea tu cuenta en la comunidad ${community} con este mismo correo, la dirección en la que recibiste este mensaje.`;
    if (kind === 'reminder') {
      return {
        ...shared,
        subject: `Recordatorio: tu acceso a ${bought} te está esperando`,
        preview: 'Solo falta crear tu cuenta. Tu acceso sigue reservado.',
        title: 'Tu acceso te está esperando',
        opening: [greeting, 'Solo queremos recordarte que tu compra está confirmada y que tu acceso sigue reservado para ti.'],
        closing: [`Cuando quieras, ${howTo}`, 'En cuanto exista la cuenta, el acceso se habilita automáticamente.'],
      };
    }
    return {
      ...shared,
      subject: `Falta solo un paso para acceder a ${bought}`,
      preview: 'Crea tu cuenta con este correo y el acceso se habilita automáticamente.',
      title: 'Falta solo un paso',
      opening: [greeting, 'Recibimos la confirmación de tu compra. ¡Gracias!'],
      closing: [`Ahora ${howTo}`, 'El acceso se habilita automáticamente: no tienes que hacer nada más.'],
    };
  },

  claimCode: ({ code, minutes, purpose }) => {
    const reason =
      purpose === 'purchase'
        ? 'Usa este código para confirmar que la compra hecha con este correo es tuya:'
        : 'Usa este código para confirmar que este es el correo de tu cuenta en la comunidad:';
    return {
      subject: `${code} es tu código de confirmación`,
      preview: purpose === 'purchase' ? 'Para confirmar que la compra es tuya.' : 'Para confirmar que la cuenta es tuya.',
      title: 'Tu código de confirmación',
      opening: [reason],
      closing: [
        `El código es válido por ${minutes === 1 ? '1 minuto' : `${minutes} minutos`} y solo se puede usar una vez.`,
        'Nadie de nuestro equipo te pedirá este código. No lo compartas con nadie: escríbelo solo en la página donde lo solicitaste.',
      ],
      footer: ['¿No lo pediste? Entonces puedes ignorar este correo: sin el código no cambia nada.'],
    };
  },

  claimed: ({ product }) => ({
    subject: `Tu compra se transfirió a otra cuenta: ${product}`,
    preview: 'Si no fuiste tú, responde a este correo.',
    title: 'Tu compra se transfirió',
    opening: ['Esta compra, hecha con este correo, ahora pertenece a otra cuenta de la comunidad:'],
    closing: [
      'Si tú lo pediste, todo está en orden y no tienes que hacer nada.',
      'Si no fuiste tú, responde a este correo lo antes posible. Vamos a revisar qué pasó, y la transferencia se puede deshacer.',
    ],
    footer: [FOOTER],
  }),
};
