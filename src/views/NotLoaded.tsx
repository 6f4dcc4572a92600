import styles from './Skeleton.module.css'

/** In the place of the studio when a part of it did not come: the line is down, or a newer version replaced its files. */
export const NotLoaded = ({ because }: { readonly because: unknown }) => (
  <div className={styles['notLoaded']} role="alert">
    <h1>The studio could not be loaded</h1>
    <p>
      A part of it did not arrive: the connection may be down, or a newer version has taken its place. Your
      scenarios are safe in this browser.
    </p>
    <p>
      <button type="button" onClick={() => location.reload()}>
        Load it again
      </button>
    </p>
    <p className={styles['because']}>{because instanceof Error ? because.message : String(because)}</p>
  </div>
)
