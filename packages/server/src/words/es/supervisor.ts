import type { supervisorEn } from '../en/supervisor.ts'
import type { Translation } from '../translation.ts'

export const supervisorEs: Translation<typeof supervisorEn> = {
  browser: {
    'error.supervisorEmail.required': 'Ingrese el correo electrónico de su supervisor/a',
    'error.supervisorEmail.own-address': 'Ingrese el correo electrónico de su supervisor/a, no el suyo',
    'error.supervisorEmail.coordinators-address':
      'Ingrese el correo electrónico de un supervisor o una supervisora, no el suyo',
    'error.supervisorEmail.other-domain':
      'Ingrese el correo de trabajo de su supervisor/a. La organización no acepta direcciones de este tipo para supervisores',
  },
  server: {
    'field.supervisorEmail': 'Correo electrónico de su supervisor/a',
    'field.supervisorEmail.hint':
      'Le preguntaremos a esta persona si usted puede asistir. No le escribiremos para nada más.',
    'field.supervisorEmail.hint.domain':
      'Si su solicitud necesita aprobación, le preguntaremos a esta persona si usted puede asistir. No le escribiremos para nada más.',
    'page.privacy.supervisor': 'La persona que usted indique como su supervisor/a verá su nombre y esta capacitación.',
    'page.privacy.supervisor.agency':
      'La persona que usted indique como su supervisor/a verá su nombre, su agencia y esta capacitación.',
    'page.privacy.supervisor.role':
      'La persona que usted indique como su supervisor/a verá su nombre, su profesión o cargo y esta capacitación.',
    'page.privacy.supervisor.work':
      'La persona que usted indique como su supervisor/a verá su nombre, su agencia, su profesión o cargo y esta capacitación.',
    'page.privacy.supervisor.withoutName':
      'Si pide que su nombre no aparezca en la hoja de firmas, verá solo su nombre y esta capacitación.',

    'mail.supervisor': 'Se necesita su aprobación como supervisor/a',
    'mail.supervisor.text':
      '{name} desea participar en esta capacitación e indicó que usted es su supervisor/a. Díganos aquí si puede asistir.',
    'mail.supervisor.until': 'Responda a más tardar el {time}.',
    'mail.supervisor.nameless':
      'Una persona desea participar en esta capacitación e indicó que usted es su supervisor/a. Vea quién es y díganos si puede asistir.',
    'mail.supervisor.several':
      'Estas personas desean participar en esta capacitación e indicaron que usted es su supervisor/a. Indíquenos quiénes pueden asistir.',
    'mail.supervisor.someone': 'Una persona',
    'mail.supervisor.button': 'Aprobar o rechazar',
    'mail.supervisor.note':
      'Si no conoce a esta persona, no tiene que hacer nada. Usamos su dirección solo para esta pregunta y la borramos después de la capacitación.',

    'manage.supervisor.asked': 'Le preguntamos a su supervisor/a, en {address}, si usted puede asistir.',
    'manage.supervisor.unconfirmed':
      'Le preguntamos a {address} si usted puede asistir. ¿Es su supervisor/a? Confírmelo abajo o indique a otra persona. Hasta entonces solo decide la organización.',
    'manage.supervisor': 'Confirmar o cambiar su supervisor/a',
    'manage.supervisor.about': 'Su respuesta decide cuando usted lo haya confirmado',
    'manage.supervisor.text':
      'Le preguntaremos a esta persona si usted puede asistir. Revise la dirección o ingrese otra.',
    'manage.supervisor.save': 'Confirmar supervisor/a',
    'manage.done.supervisor': 'Usted confirmó a su supervisor/a.',
    'mail.pending-approval.supervisor':
      'Usted indicó a un supervisor o una supervisora. Abra su inscripción y confirme que es esa persona. Hasta entonces solo decide la organización.',

    'manage.confirm': '¿Aprueba que {name} asista a esta capacitación?',
    'manage.confirm.text':
      '{name} desea participar e indicó que usted es su supervisor/a. Responda a más tardar el {time}.',
    'manage.confirm.yes': 'Aprobar',
    'manage.confirm.no': 'Rechazar',
    'manage.confirm.reason': 'Motivo, si rechaza',
    'manage.confirm.reason.hint': 'Solo lo ve la organización',
    'manage.confirm.note': 'Si no conoce a esta persona, no tiene que hacer nada: cierre esta página.',
    'manage.confirm.done': 'Gracias',
    'manage.confirm.done.text':
      'Recibimos su respuesta. Si la solicitud ya se había decidido o cancelado, nada cambia. No tiene que hacer nada más.',
    'manage.confirm.again': 'Usted ya respondió',
    'manage.confirm.again.text': 'Vale su primera respuesta. Para cambiarla, comuníquese con la organización.',
    'manage.confirm.over': 'Ya no hace falta su respuesta',
    'manage.confirm.over.text': 'Esta capacitación ya comenzó o no se realizará.',
  },
}
