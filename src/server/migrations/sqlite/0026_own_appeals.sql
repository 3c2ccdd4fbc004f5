-- Whoever asks for their data gets every appeal of theirs.
create index appeal_participant on appeal (participant, id);
