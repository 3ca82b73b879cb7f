/**
 * One writer at a time, from before the first position is taken until its commit: so positions are gapless, become
 * visible in order, and "after N" misses nothing. A function and not one statement, because a statement's snapshot
 * is older than the lock it waits for. A known id is a duplicate whatever version is expected: a retry is no conflict.
 * What is looked up in the log is looked up fact by fact, by index: the plan is made once, maybe on an empty table, and must hold
 * at ten million. What is joined of the batch itself is hashed: its cost grows with the batch and no faster.
 * `differs`: the condition under which two words of one meaning contradict each other, over two table names.
 */
export const appendFunction = (verb: 'create' | 'create or replace', differs: (known: string, heard: string) => string): string => `
${verb} function append_events(p_events jsonb)
returns table (n bigint, outcome text, global_position bigint, version integer, contradicts boolean)
language plpgsql set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_head bigint;
  v_conflict text;
begin
  perform pg_advisory_xact_lock(7301, hashtext(current_schema()));
  select coalesce(max(e.global_position), 0) into v_head from events e;

  if jsonb_path_exists(p_events, '$[*].expected') then
    select format('stream %s is at version %s, expected %s', i.stream, h.version, i.expected) into v_conflict
    from jsonb_to_recordset(p_events) as i (id uuid, stream text, expected integer)
    cross join lateral (select coalesce((select e.version from events e where e.stream = i.stream order by e.version desc limit 1), 0) as version) h
    where i.expected is not null and i.expected <> h.version
      and not exists (select from events known where known.event_id = i.id)
    limit 1;
    if v_conflict is not null then raise exception '%', v_conflict using errcode = 'CA409'; end if;
  end if;

  return query
  with input as materialized (
    select i.*, min(i.n) over (partition by i.id) as first, k.global_position as known_position, k.version as known_version,
      coalesce(k.differs, false) as differs
    from rows from (jsonb_to_recordset(p_events) as
      (id uuid, stream text, type text, data jsonb, personal jsonb, metadata jsonb)) with ordinality
      as i (id, stream, type, data, personal, metadata, n)
    left join lateral (
      select e.global_position, e.version, ${differs('e', 'i')} as differs from events e where e.event_id = i.id limit 1
    ) k on true
  ),
  fresh as materialized (
    select f.*, v_head + row_number() over (order by f.n) as position,
      coalesce((select e.version from events e where e.stream = f.stream order by e.version desc limit 1), 0)
        + row_number() over (partition by f.stream order by f.n) as at_version
    from input f where f.known_position is null and f.n = f.first
  ),
  written as (
    insert into events (global_position, stream, version, event_id, type, data, personal, metadata, recorded_at)
    select f.position, f.stream, f.at_version, f.id, f.type, f.data, f.personal, f.metadata, clock_timestamp() from fresh f order by f.n
  ),
  answered as materialized (
    select i.n, i.id, i.data, i.metadata, case when i.n = f.n then 'appended' else 'duplicate' end as outcome,
      coalesce(i.known_position, f.position) as position, coalesce(i.known_version, f.at_version)::integer as at_version,
      i.differs or (f.n < i.n and ${differs('f', 'i')}) is true as contradicts
    from input i left join fresh f on f.id = i.id
  ),
  flagged as (
    insert into contradictions (event_id, delivery, data)
    select a.id, coalesce(a.metadata->>'delivery', ''), a.data from answered a where a.contradicts
    on conflict do nothing
  )
  select a.n, a.outcome, a.position, a.at_version, a.contradicts from answered a order by a.n;
end $$;`;
