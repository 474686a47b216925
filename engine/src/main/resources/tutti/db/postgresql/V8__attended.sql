-- When the rooms were last looked after, and since when without a longer pause: as long as nobody was there to let people in, no
-- room stood empty.

alter table installation add column attended_ms bigint;
alter table installation add column attended_since_ms bigint;
