/** What a palette item carries while it is dragged: the name of a step kind. */
export const DRAG_TYPE = 'application/x-scenario-step'
/** Before the id of a sub-scenario, in place of a kind's name. */
export const SUBSCENARIO_DRAG = 'subscenario:'
