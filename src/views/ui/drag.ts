/** What a palette item carries while it is dragged: the name of a step kind. */
export const DRAG_TYPE = 'application/x-scenario-step'
