import type { ClaimTexts } from './claim-texts-type.js';

const BACK = 'Volver al inicio';

export const claimEs: ClaimTexts = {
  name: 'Español',
  languages: 'Idiomas',
  errorPrefix: 'Error',
  errorsTitle: 'Revisa esto, por favor',
  optional: 'opcional',

  start: {
    title: 'Ya compré, pero con otro correo',
    lead: [
      '¿Pagaste con un correo y tu cuenta en la comunidad usa otro? Aquí llevas la compra a tu cuenta.',
      'Después enviamos un código de confirmación a cada uno de los dos correos.',
    ],
    button: 'Enviar los códigos',
    noAccess: 'Ya no tengo acceso al correo de la compra',
  },
  signIn: {
    title: 'Ya compré, pero con otro correo',
    lead: [
      '¿Pagaste con un correo y tu cuenta en la comunidad usa otro? Aquí llevas la compra a tu cuenta.',
      'Primero entra en la comunidad, para que sepamos cuál es tu cuenta.',
    ],
    button: 'Entrar con Cativa',
  },
  signedIn: 'Ya entraste. Ahora dinos qué compra es tuya: enviaremos un código al correo con el que la hiciste.',
  codes: {
    title: 'Escribe los códigos',
    lead: [
      'Si los datos coinciden, dos mensajes están en camino: uno al correo de la compra y otro al correo de tu cuenta.',
      'Cada uno trae un código de seis dígitos que es válido por 10 minutos. ¿No llegó? Mira también la carpeta de spam.',
    ],
    leadSignedIn: [
      'Si los datos coinciden, un mensaje está en camino al correo de la compra.',
      'Trae un código de seis dígitos que es válido por 10 minutos. ¿No llegó? Mira también la carpeta de spam.',
    ],
    button: 'Confirmar',
    again: 'Empezar de nuevo con otros datos',
  },
  request: {
    title: 'Pedir ayuda a nuestro equipo',
    lead: ['Dinos qué compra es tuya. Alguien de nuestro equipo lo revisará y escribirá al correo de tu cuenta.'],
    button: 'Enviar solicitud',
    back: 'Sí tengo acceso al correo de la compra',
  },

  address: { label: 'Correo con el que compraste', hint: 'El que recibió el comprobante.' },
  code: { label: 'Código de la transacción', hint: 'Está en el comprobante, por ejemplo HP1234567890.' },
  member: { label: 'Correo de tu cuenta en la comunidad' },
  purchaseCode: { label: 'Código enviado al correo de la compra' },
  memberCode: { label: 'Código enviado al correo de tu cuenta' },
  requester: { label: 'Tu nombre' },
  message: { label: 'Mensaje', hint: 'Lo que ayude a encontrar la compra: cuándo fue, cómo pagaste. Como máximo 500 caracteres.' },

  wrongAddress: 'Escribe un correo completo, como ana@ejemplo.com.',
  wrongCode: 'Escribe el código de la transacción como está en el comprobante: letras, números y guiones.',
  wrongDigits: 'Escribe los seis dígitos del código.',
  tooLong: (most) => `Como máximo ${most} caracteres.`,
  notRight: (left) => `No coincide. ${left === 1 ? 'Te queda un intento.' : `Te quedan ${left} intentos.`}`,
  noLongerGood: 'No coincide, o estos códigos ya no valen. Empieza de nuevo para recibir otros.',
  signInFailed: 'No fue posible entrar. Inténtalo de nuevo, por favor.',
  signInFirst: 'Entra primero, por favor.',

  done: {
    title: 'Listo',
    lead: ['La compra ahora pertenece a tu cuenta. El acceso se abre en menos de un minuto.', 'Ya puedes cerrar esta página.'],
    back: 'Tengo otra compra',
  },
  requested: {
    title: 'Recibimos tu solicitud',
    lead: ['Alguien de nuestro equipo lo revisará y escribirá al correo de tu cuenta. Ya puedes cerrar esta página.'],
    back: BACK,
  },
  stale: {
    title: 'Esta página estuvo abierta demasiado tiempo',
    lead: ['Empieza de nuevo, por favor. Esta página necesita cookies: si las desactivaste, permítelas para este sitio.'],
    back: BACK,
  },
  limited: (minutes) => ({
    title: 'Demasiados intentos',
    lead: [minutes === 1 ? 'Inténtalo de nuevo en un minuto, por favor.' : `Inténtalo de nuevo en ${minutes} minutos, por favor.`],
    back: BACK,
  }),
};
