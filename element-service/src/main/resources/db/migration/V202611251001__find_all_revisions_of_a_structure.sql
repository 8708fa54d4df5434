-- A structure that makes titles of something else makes them of all revisions, whatever the size of the table.
create index element_of_structure_ever on element (structure_id, id);
