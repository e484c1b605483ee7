import classes from './ui.module.css'

export const Logo = () => (
  <span className={classes['logo']}>
    <span aria-hidden="true">
      vis<i>·</i>à<i>·</i>vis
    </span>
    <span className="unseen">Visavis</span>
  </span>
)
