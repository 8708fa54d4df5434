-- Arguments of sources take memory as templates do.
update widget
set size = size + 256 * jsonb_array_length(sources) + length(sources::text)
where sources <> '[]';

comment on column widget.size is
  'characters of templates and sources: how much of a list fits into memory is known before it is read';
