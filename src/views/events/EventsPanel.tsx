export const EventsPanel = () => null
