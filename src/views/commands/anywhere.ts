/** Commands that do the same on every page; all others belong to the studio and lead back to it. */
const ANYWHERE = new Set(['palette', 'shortcuts', 'theme', 'gallery', 'undo', 'redo'])

export const worksAnywhere = ({ id }: { readonly id: string }): boolean => ANYWHERE.has(id)
