-- What a room in the list asks for at its door. Rooms from before show it from the next change of their access on; their
-- doors ask all the same.

alter table room_directory add column asks_password boolean default false not null;
alter table room_directory add column asks_invite boolean default false not null;
