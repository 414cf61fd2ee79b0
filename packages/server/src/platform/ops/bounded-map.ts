export interface Bounds<Value> {
  entries: number
  /** Of all values together. */
  weight: number
  weigh: (value: Value) => number
}

export type BoundedMap<Value> = ReturnType<typeof createBoundedMap<Value>>

/** Creates a map that forgets what was not used for the longest time. */
export function createBoundedMap<Value>(most: Bounds<Value>) {
  // A map keeps the order in which its entries were set.
  const values = new Map<string, Value>()
  let weight = 0
  let newest: string | undefined
  function remove(key: string): void {
    const value = values.get(key)
    if (value !== undefined) weight -= most.weigh(value)
    values.delete(key)
  }
  function set(key: string, value: Value): void {
    remove(key)
    values.set(key, value)
    newest = key
    weight += most.weigh(value)
    for (const [oldest] of values) {
      if (values.size <= most.entries && weight <= most.weight) return
      remove(oldest)
    }
  }
  return {
    get(key: string): Value | undefined {
      const value = values.get(key)
      if (value !== undefined && key !== newest) set(key, value)
      return value
    },
    set,
    delete: remove,
    size: () => ({ entries: values.size, weight }),
  }
}
