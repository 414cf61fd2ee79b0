/** The statuses of whoever has something to give back. */
export const cancellable = ['pending_verification', 'pending_approval', 'confirmed', 'waitlisted', 'offered'] as const
export const isCancellable = (status: string) => cancellable.some((one) => one === status)
