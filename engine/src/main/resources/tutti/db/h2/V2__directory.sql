-- The list of rooms: written by the projection of the rooms' events; occupancy by the nodes the rooms are on.
-- A closed room has no row.

create table room_directory (
    room_id varchar(40) primary key,
    room_name varchar(240) not null,
    host_id varchar(40) not null,
    host_name varchar(240),
    kind varchar(16),
    title varchar(480) not null,
    listed boolean not null,
    permanent boolean not null,
    created_at_ms bigint not null,
    guest_count integer not null,
    occupied_at_ms bigint not null
);

create index room_directory_newest_idx on room_directory (listed, created_at_ms desc, room_id);
create index room_directory_empty_idx on room_directory (permanent, occupied_at_ms);
