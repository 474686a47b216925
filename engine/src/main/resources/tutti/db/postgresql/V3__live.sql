-- Whether a host's live sound is on the air.

alter table room_directory add column live boolean default false not null;
