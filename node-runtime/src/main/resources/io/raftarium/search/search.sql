-- What a search adds to the scratch copy of a moment: nodes as values. An image is all rows of one node; a step is taken on an
-- image and leaves an image, whatever was done before it. The tables of schema raft hold rows only while a step runs.

create schema raft_search;

-- Nobody listens to a scratch copy.
alter table raft.raft_state disable trigger user;
alter table raft.raft_log disable trigger user;

-- The state machines stand beside: nothing in them decides a step.
create unlogged table raft_search.image (
  id       int primary key,
  node_id  int not null,
  hash     uuid not null unique,
  state    raft.raft_state not null,
  log      raft.raft_log[] not null,
  snapshot raft.raft_snapshot[] not null,
  chunk    raft.raft_snapshot_chunk[] not null);
create sequence raft_search.image_id cache 1;

-- raft_search.now: the time at which every step is taken, ms. Of time an image only keeps whether an election timeout has passed.
create function raft_search.now() returns bigint language sql immutable as $$ select 1000000000000::bigint $$;

-- raft_search.heard: when somebody was heard, now or long ago
create function raft_search.heard(p_heard_at bigint, p_timeout bigint) returns bigint
language sql immutable as $$
  select case when p_heard_at > 1000000000000 - p_timeout then 1000000000000 else 1000000000000 - p_timeout end
  where p_heard_at is not null
$$;

-- raft_search.image_of: the rows of a node as they stand, without what can decide nothing: versions, counters, times
create function raft_search.image_of(p_node int) returns raft_search.image
language plpgsql as $$
declare
  v_image raft_search.image;
  v_state raft.raft_state;
  v_peer  raft.peer;
begin
  select s.* into v_state from raft.raft_state s where s.node_id = p_node order by s.generation desc limit 1;
  v_state.version := 0;
  v_state.steps := 0;
  v_state.generation := 0;
  v_state.incarnation := 0;
  v_state.rounds := 0;
  v_state.log_time := 0;
  v_state.read_round := null;
  v_state.transfer_deadline := null;
  v_state.stored_index := 0;
  v_state.parallel_append := false;
  v_state.journal := 'off';
  v_state.heard_at := raft_search.heard(v_state.heard_at, v_state.election_timeout_ms);
  -- Of the rounds only whether a probe is under way decides anything while no read waits.
  for v_place in 1 .. cardinality(v_state.peers) loop
    v_peer := v_state.peers[v_place];
    v_peer.inflight := case when v_peer.probing and cardinality(v_peer.inflight) > 0 then '{0}' else '{}' end;
    v_peer.acked_round := 0;
    v_peer.missed := 0;
    v_peer.heard_at := raft_search.heard(v_peer.heard_at, v_state.election_timeout_ms);
    v_state.peers[v_place] := v_peer;
  end loop;
  v_image.node_id := p_node;
  v_image.state := v_state;
  v_image.log := array(
    select row(l.node_id, l.log_index, l.term, l.kind, l.command, null::bigint, l.client, l.serial, l.request)::raft.raft_log
    from raft.raft_log l where l.node_id = p_node order by l.log_index);
  v_image.snapshot := array(
    select row(s.node_id, s.snapshot_index, s.snapshot_term, s.config, 0)::raft.raft_snapshot
    from raft.raft_snapshot s where s.node_id = p_node);
  v_image.chunk := array(
    select c from raft.raft_snapshot_chunk c where c.node_id = p_node order by c.snapshot_index, c.chunk);
  v_image.hash := md5(concat(v_image.state, v_image.log, v_image.snapshot, v_image.chunk))::uuid;
  return v_image;
end
$$;

-- raft_search.keep: gives an image its number, the same for the same rows
create function raft_search.keep(p_image raft_search.image, out id int, out fresh boolean)
language plpgsql as $$
begin
  id := (select i.id from raft_search.image i where i.hash = p_image.hash);
  fresh := id is null;
  if fresh then
    id := nextval('raft_search.image_id');
    p_image.id := id;
    insert into raft_search.image select p_image.*;
  end if;
end
$$;

-- raft_search.begin: makes images of all nodes and clears the tables; a row for each
create function raft_search.begin() returns table (image int, node_id int)
language plpgsql as $$
#variable_conflict use_column
begin
  for image, node_id in
    select k.id, s.node_id from raft.raft_state s, raft_search.keep(raft_search.image_of(s.node_id)) k order by s.node_id
  loop
    return next;
  end loop;
  delete from raft.raft_state;
  delete from raft.raft_log;
  delete from raft.raft_snapshot;
  delete from raft.raft_snapshot_chunk;
  delete from raft.raft_read;
end
$$;

-- raft_search.age: an election timeout passes at a node whose rows stand in the tables
-- Purpose:    a leader's heartbeat timer fires meanwhile, for the last time just before it is over; what it sends is lost.
create function raft_search.age(p_node int) returns void
language plpgsql as $$
declare
  v_state raft.raft_state;
  v_step  jsonb;
begin
  select s.* into v_state from raft.raft_state s where s.node_id = p_node order by s.generation desc limit 1;
  if v_state.role = 'leader' then
    v_step := raft.process_raft_event(p_node, jsonb_build_object(
      'type', 'HeartbeatTimeout', 'at', raft_search.now() + v_state.election_timeout_ms - 1));
    select s.* into v_state from raft.raft_state s where s.node_id = p_node order by s.generation desc limit 1;
  end if;
  v_state.heard_at := v_state.heard_at - v_state.election_timeout_ms;
  for v_place in 1 .. cardinality(v_state.peers) loop
    v_state.peers[v_place].heard_at := v_state.peers[v_place].heard_at - v_state.election_timeout_ms;
  end loop;
  update raft.raft_state s set heard_at = v_state.heard_at, peers = v_state.peers where s.node_id = p_node;
end
$$;

-- raft_search.take: takes steps, each on an image and whatever the others do
-- Parameters: p_steps, pairs of a node and an event; the event's "image" is the number of the rows to take it on, and "aged"
--             says that an election timeout passes before. An event "Age" is nothing but that.
-- Returns:    a row a step: the image that it left, whether it is new, the function's answer, and why it was refused if so.
create function raft_search.take(p_steps jsonb) returns table (image int, fresh boolean, result jsonb, refused text)
language plpgsql as $$
#variable_conflict use_column
declare
  v_step  record;
  v_event jsonb;
  v_image raft_search.image;
begin
  for v_step in
    select (e -> 0)::int as node, e -> 1 as event, (e -> 1 -> 'image')::int as image
    from jsonb_array_elements(p_steps) with ordinality as s (e, place) order by place
  loop
    image := v_step.image;
    fresh := false;
    result := '{}';
    refused := null;
    -- Message ids and rounds need not differ where each step stands for itself.
    v_event := v_step.event - '{image,aged}'::text[] || jsonb_build_object('at', raft_search.now());
    if v_event ? 'from' then
      v_event := v_event || '{"id":"x","round":1}';
    end if;
    begin
      insert into raft.raft_state select (i.state).* from raft_search.image i where i.id = v_step.image;
      insert into raft.raft_log select l.* from raft_search.image i, unnest(i.log) l where i.id = v_step.image;
      insert into raft.raft_snapshot select l.* from raft_search.image i, unnest(i.snapshot) l where i.id = v_step.image;
      insert into raft.raft_snapshot_chunk select l.* from raft_search.image i, unnest(i.chunk) l where i.id = v_step.image;
      if v_event ->> 'type' = 'Age' or v_step.event ? 'aged' then
        perform raft_search.age(v_step.node);
      end if;
      if v_event ->> 'type' <> 'Age' then
        result := raft.process_raft_event(v_step.node, v_event);
      end if;
      v_image := raft_search.image_of(v_step.node);
      -- The rows go as they came; what is known of them stays.
      raise exception using errcode = 'RFOUT';
    exception
      when sqlstate 'RFOUT' then
        select k.id, k.fresh into image, fresh from raft_search.keep(v_image) k;
      when sqlstate 'RF001' or sqlstate 'RF003' then
        refused := sqlerrm;
    end;
    return next;
  end loop;
end
$$;

-- raft_search.seen: what of an image a wish may speak of
create view raft_search.seen as
select i.id, (i.state).node_id, (i.state).role, (i.state).current_term, (i.state).leader_id, (i.state).commit_index,
       (i.state).last_log_index, (i.state).last_log_term, (i.state).log_start, (i.state).log_start_term,
       (i.state).pre_vote, (i.state).voters, (i.state).outgoing, (i.state).votes_granted,
       array(select l.term from unnest(i.log) l order by l.log_index) as terms,
       array(select l.kind = 'command' from unnest(i.log) l order by l.log_index) as commands
from raft_search.image i;
