-- Links by letter that were used or refused since a backup would be good again after it.
comment on table core.password_wish is '@backup none: counts for a day only';
comment on table core.password_reset is '@backup none: a link that was used since would be good again; one asks for another';
