-- W3C traceparent of the request, which every command of the run carries on.
alter table execution add column trace_parent text;
