export declare const slug = 'growth-0'
/**
 * Fills a new database with one training and registrations for it: nine in ten have a seat, one in
 * ten came in a group. Of each filter's values there are as many in a small database as in a large
 * one, so that a page is as full.
 */
export declare function fillDatabase(url: string, registrations: number): Promise<void>
