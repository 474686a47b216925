-- Rooms that are closed, of which the journal still has to forget what was before. Of their events those from
-- `forgotten_from` on are gone, but for the one that closed them; their snapshots go last.

create table past_room (
    persistence_id varchar(255) primary key,
    closed_by bigint not null,
    forgotten_from bigint not null
);
