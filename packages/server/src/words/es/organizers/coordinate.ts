import type { Words } from '@training-signup/contract'

/** What coordinators of agencies do about their people. */
export const adminCoordinateEs = {
  'admin.own.register': 'Inscribir a alguien',
  'admin.own.register.text':
    '{outcome} Recibe un correo con su propio enlace. Quien no está en su lista se agrega siempre, se haya inscrito o no por su cuenta.',
  'admin.own.outcome.waits': 'Recibe un cupo si queda alguno o, si no, un lugar en la lista de espera.',
  'admin.own.outcome.seat': 'Recibe un cupo si queda alguno. Si no queda ninguno, no se puede inscribir.',
  'admin.own.outcome.approval': 'Primero alguien debe aprobar su solicitud. Hasta entonces no tiene un cupo.',
  'admin.own.outcome.domain':
    'Con un correo de {domains}: {outcome} Con cualquier otro correo, primero alguien debe aprobar su solicitud, y hasta entonces no tiene un cupo.',
  'admin.own.agency': 'Se inscribirá por {agency}.',
  'admin.own.agency.none': 'Ingrese su agencia',
  'admin.own.listed': 'Esta persona ya está en su lista',
  'admin.own.replace': 'Enviar a otra persona',
  'admin.own.replace.title': '¿Quién viene en lugar de {name}?',
  'admin.own.replace.text':
    'Recibe el cupo de {name}, o el mismo lugar en la lista de espera, y se inscribe por {agency}.',
  'admin.own.replace.approval':
    'Primero alguien debe aprobar su solicitud. Hasta entonces el cupo se guarda un tiempo, pero no es suyo.',
  'admin.own.replace.domain':
    'Si su correo no es de un dominio que esta capacitación acepta, primero alguien debe aprobar su solicitud.',
  'admin.own.replace.told': 'Ambas personas reciben un correo que lo dice.',
  'admin.own.replace.go': 'Darle el cupo',
  'admin.own.giveUp': 'Liberar su cupo',
  'admin.own.giveUp.title': '¿Liberar el cupo de {name}?',
  'admin.own.giveUp.told': 'Recibirá un correo que dice que lo canceló la persona que hizo la inscripción.',
  'admin.own.done.replace': 'La inscripción pasó a esta persona',
  'admin.own.consent.privacy': 'Leyó cómo {organizer} usa su información',
  'admin.ask.email.required': 'Escriba el correo electrónico de la persona',
  'admin.ask.phone.required': 'Escriba el teléfono celular de la persona',
  'admin.ask.role.required': 'Seleccione la función de la persona',
  'admin.ask.roleOther.required': 'Indique la función de la persona',
  'admin.ask.attestation.required': 'Confirme que la persona cumple los requisitos para asistir',
  'admin.ask.minimumAge.required': 'Confirme la edad de la persona',
  'admin.ask.licenceState.required': 'Escriba el estado que emitió la licencia de la persona',
  'admin.ask.licenceNumber.required': 'Escriba el número de licencia de la persona',
  'admin.ask.rank.required': 'Escriba el rango o puesto de la persona',
  'admin.ask.needs.required': 'Díganos qué necesita la persona para participar, o escriba “nada”',
  'admin.ask.diet.required': 'Díganos las necesidades alimentarias de la persona, o escriba “ninguna”',
  'admin.ask.supervisorEmail.required': 'Escriba el correo electrónico del supervisor o la supervisora de la persona',
  'admin.audit.did.register': 'Inscribió a alguien',
  'admin.audit.did.agency-people': 'Inscribió a alguien',
  'admin.audit.did.replace': 'Envió a otra persona en su lugar',
  'admin.audit.did.give-up': 'Liberó su cupo',
} as const satisfies Words
