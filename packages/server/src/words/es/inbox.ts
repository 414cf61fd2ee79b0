import type { inboxEn } from '../en/inbox.ts'
import type { Translation } from '../translation.ts'

export const inboxEs: Translation<typeof inboxEn> = {
  'inbox.title': 'Correos de esta demostración',
  'inbox.text':
    'Todos los correos que envía la demostración llegan aquí y nunca salen de esta máquina. Los {count} más recientes se conservan hasta que la demostración se detenga.',
  'inbox.none': 'Todavía no hay correos',
  'inbox.none.text':
    'Inscríbase en una página de la demostración, con cualquier dirección. El correo aparece aquí en unos segundos.',
  'inbox.all': 'Todos los correos de esta demostración',
  'inbox.to': 'Para {address}',
  'inbox.recipient': 'Para',
  'inbox.from': 'De',
  'inbox.reply': 'Responder a',
  'inbox.sent': 'Enviado',
  'inbox.attached': 'Adjuntos',
  'inbox.message': 'El correo',
  'inbox.asText': 'Como texto simple',
  'inbox.headers': 'Encabezados',
  'inbox.source': 'Descargar el correo completo',
  'inbox.gone': 'Este correo ya no está aquí',
  'inbox.gone.text': 'La demostración conserva los correos más recientes, hasta que se detiene.',
  'inbox.elsewhere': 'Los correos se muestran solo en esta máquina',
  'inbox.elsewhere.text': 'Ábralos aquí:',
}
