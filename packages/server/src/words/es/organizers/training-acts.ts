import type { adminTrainingActsEn } from '../../en/organizers/training-acts.ts'
import type { Translation } from '../../translation.ts'

export const adminTrainingActsEs: Translation<typeof adminTrainingActsEn> = {
  'admin.act.heading': 'Más acciones',
  'admin.act.back': 'No, volver',
  'admin.act.mails': {
    one: 'Se enviará {count} correo',
    other: 'Se enviarán {count} correos',
  },
  'admin.act.noMails': 'No se envía ningún correo.',
  'admin.act.andTell': {
    one: '{act} y enviar {count} correo',
    other: '{act} y enviar {count} correos',
  },
  'admin.act.example': 'Leer uno de ellos',
  'admin.act.kind.training-cancelled': 'No se llevará a cabo',
  'admin.act.kind.training-restored': 'Sí se llevará a cabo',
  'admin.act.kind.training-changed': 'Novedades de la capacitación',
  'admin.act.kind.promoted': 'Un cupo para personas de la lista de espera',
  'admin.act.kind.offer': 'Una oferta de cupo para personas de la lista de espera',
  'admin.act.alerts': {
    one: '{count} persona pidió un correo para cuando pueda inscribirse, y lo recibe al abrirse la inscripción.',
    other:
      '{count} personas pidieron un correo para cuando puedan inscribirse, y lo reciben al abrirse la inscripción.',
  },
  'admin.act.changed': 'Algo cambió mientras tanto, así que todavía no se hizo nada. Esto es lo que pasaría ahora.',
  'admin.act.impossible': 'Esto no se puede hacer ahora',
  'admin.act.impossible.text': 'El estado de la capacitación cambió. Mírela otra vez.',

  'admin.act.publish': 'Publicar',
  'admin.act.publish.title': '¿Publicar esta capacitación?',
  'admin.act.publish.text':
    'Todas las personas pueden verla e inscribirse, en su página y donde una organización aliada muestra el formulario.',
  'admin.act.publish.done': 'Publicada.',
  'admin.act.resume': 'Publicar otra vez',
  'admin.act.resume.title': '¿Publicar esta capacitación otra vez?',
  'admin.act.resume.told': 'Cada persona inscrita recibe un solo correo.',
  'admin.act.resume.text': 'Sí se lleva a cabo, y se puede volver a inscribir gente.',
  'admin.act.resume.done': 'Publicada otra vez.',
  'admin.act.close': 'Cerrar la inscripción ahora',
  'admin.act.close.title': '¿Cerrar la inscripción ahora?',
  'admin.act.close.text':
    'El formulario dice que la inscripción está cerrada. La lista de espera sigue, los enlaces de los correos funcionan y usted puede agregar personas.',
  'admin.act.close.done': 'La inscripción está cerrada.',
  'admin.act.reopen': 'Abrir la inscripción otra vez',
  'admin.act.reopen.title': '¿Abrir la inscripción otra vez?',
  'admin.act.reopen.text': 'Las personas pueden inscribirse hasta el inicio de la capacitación.',
  'admin.act.reopen.done': 'La inscripción está abierta.',
  'admin.act.call-off': 'Cancelar esta capacitación',
  'admin.act.call-off.title': '¿Cancelar esta capacitación?',
  'admin.act.call-off.told':
    'Reciben un solo correo quienes están inscritos, en la lista de espera o en espera de aprobación.',
  'admin.act.call-off.text':
    'La página y todos los formularios dicen que no se llevará a cabo. Las inscripciones quedan como están.',
  'admin.act.call-off.done': 'La capacitación está cancelada.',
  'admin.act.withdraw': 'Ocultar del sitio',
  'admin.act.withdraw.title': '¿Ocultar esta capacitación del sitio?',
  'admin.act.withdraw.text':
    'Su página y su formulario desaparecen. No se avisa a nadie y las personas conservan su cupo: si no se lleva a cabo, cancélela primero.',
  'admin.act.withdraw.done': 'Está oculta.',
  'admin.act.delete': 'Eliminar este borrador',
  'admin.act.delete.title': '¿Eliminar este borrador?',
  'admin.act.delete.text': 'Desaparece para siempre. Nadie se ha inscrito.',
  'admin.act.delete.done': 'El borrador está eliminado.',
}
