/**
 * One writer at a time, from before the first position is taken until its commit: so positions are gapless, become
 * visible in order, and "after N" misses nothing. A function and not one statement, because a statement's snapshot
 * is older than the lock it waits for. Known ids are asked for before versions: a retry is a duplicate, not a conflict.
 * Its plans are made once, on a table that may be empty then: without the three settings they read the whole log for each
 * append until it is analyzed (0.7 ms on the empty log became 10.7 ms at 6,000 facts).
 * `differs`: the condition under which two words of one meaning contradict each other, over two table names.
 */
export const appendFunction = (verb: 'create' | 'create or replace', differs: (known: string, heard: string) => string): string => `
${verb} function append_events(p_events jsonb)
returns table (n bigint, outcome text, global_position bigint, version integer, contradicts boolean)
language plpgsql set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  v_head bigint;
  v_conflict text;
begin
  perform pg_advisory_xact_lock(7301, hashtext(current_schema()));
  select coalesce(max(e.global_position), 0) into v_head from events e;

  select format('stream %s is at version %s, expected %s', i.stream, h.version, i.expected) into v_conflict
  from jsonb_to_recordset(p_events) as i (id uuid, stream text, expected integer)
  cross join lateral (select coalesce((select e.version from events e where e.stream = i.stream order by e.version desc limit 1), 0) as version) h
  where i.expected is not null and i.expected <> h.version
    and not exists (select from events known where known.event_id = i.id)
  limit 1;
  if v_conflict is not null then raise exception '%', v_conflict using errcode = 'CA409'; end if;

  return query
  with input as materialized (
    select * from rows from (jsonb_to_recordset(p_events) as
      (id uuid, stream text, type text, data jsonb, personal jsonb, metadata jsonb)) with ordinality
      as i (id, stream, type, data, personal, metadata, n)
  ),
  fresh as materialized (
    select f.*, row_number() over (order by f.n) as nth, row_number() over (partition by f.stream order by f.n) as nth_of_stream
    from (select distinct on (i.id) i.* from input i order by i.id, i.n) f
    where not exists (select from events e where e.event_id = f.id)
  ),
  heads as (
    select s.stream, coalesce((select e.version from events e where e.stream = s.stream order by e.version desc limit 1), 0) as version
    from (select distinct f.stream from fresh f) s
  ),
  written as (
    insert into events (global_position, stream, version, event_id, type, data, personal, metadata, recorded_at)
    select v_head + f.nth, f.stream, h.version + f.nth_of_stream, f.id, f.type, f.data, f.personal, f.metadata, clock_timestamp()
    from fresh f join heads h on h.stream = f.stream order by f.nth
    returning events.event_id, events.global_position, events.version
  ),
  flagged as (
    insert into contradictions (event_id, delivery, data)
    select e.event_id, coalesce(i.metadata->>'delivery', ''), i.data
    from input i join events e on e.event_id = i.id where ${differs('e', 'i')}
    union
    select f.id, coalesce(i.metadata->>'delivery', ''), i.data
    from input i join fresh f on f.id = i.id where ${differs('f', 'i')}
    on conflict do nothing
  )
  select i.n, case when f.n = i.n then 'appended' else 'duplicate' end,
    coalesce(w.global_position, e.global_position), coalesce(w.version, e.version),
    coalesce(${differs('e', 'i')}, ${differs('f', 'i')}, false)
  from input i
  left join fresh f on f.id = i.id
  left join written w on w.event_id = i.id
  left join events e on e.event_id = i.id
  order by i.n;
end $$;`;
