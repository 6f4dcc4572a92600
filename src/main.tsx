import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { present } from './base/assert.ts'
import { App } from './views/App.tsx'
import { recallCanvas } from './views/store/canvas.ts'
import { keepOffline } from './views/store/offline.ts'
import { studio, type Theme } from './views/store/studio.ts'
import './views/theme/tokens.css'
import './views/theme/base.css'

const kept = localStorage.getItem('scenario-studio.theme')
if (kept === 'light' || kept === 'dark') studio.setState({ theme: kept satisfies Theme })
recallCanvas()

createRoot(present(document.getElementById('root'), 'root element')).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

if (import.meta.env.PROD) void keepOffline()
