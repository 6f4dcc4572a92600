import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { present } from './base/assert.ts'
import { NotLoaded } from './views/NotLoaded.tsx'
import { Skeleton } from './views/Skeleton.tsx'
import { keptTheme, showTheme } from './views/store/theme.ts'
import './views/theme/tokens.css'
import './views/theme/base.css'

showTheme(keptTheme())

/** Asked for at once, not when the skeleton is drawn. */
const studio = import('./views/App.tsx')
const App = lazy(() =>
  studio.then(
    (module) => ({ default: module.App }),
    (error: unknown) => ({ default: () => <NotLoaded because={error} /> }),
  ),
)

createRoot(present(document.getElementById('root'), 'root element')).render(
  <StrictMode>
    <Suspense fallback={<Skeleton />}>
      <App />
    </Suspense>
  </StrictMode>,
)
