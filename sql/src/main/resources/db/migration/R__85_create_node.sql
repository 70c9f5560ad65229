-- raft.create_node: provisions a node
-- Parameters: p_node_id, positive; p_voters, p_learners, its bootstrap configuration; p_options, see raft.raft_state.
-- Returns:    nothing; raises 22023 for what cannot be, 23505 for a node that exists.
-- Tables:     raft.raft_node, raft.raft_state.
create or replace function raft.create_node(
  p_node_id int, p_voters int[], p_learners int[] default '{}', p_options jsonb default '{}') returns void
language plpgsql
set search_path = ''
as $$
declare
  v_option record;
  v_fault  text;
begin
  v_fault := case
    when p_node_id is null or p_node_id < 1 then 'a node''s id is positive'
    when not raft.is_config(jsonb_build_object('voters', p_voters, 'outgoing', '[]'::jsonb, 'learners', p_learners))
      then 'voters and learners are distinct positive ids, at least one voter, no id in both'
    when jsonb_typeof(p_options) is distinct from 'object' then 'the options are an object'
  end;
  if v_fault is not null then
    raise exception using errcode = '22023', message = format('node %s cannot be created: %s', p_node_id, v_fault);
  end if;

  for v_option in
    select o.key, o.value, a.least, a.most,
           case when jsonb_typeof(o.value) = 'number' then (o.value #>> '{}')::numeric end as number
    from jsonb_each(p_options) o
    left join (values ('election_timeout_ms', 1, 86400000), ('heartbeat_interval_ms', 1, 86400000),
                      ('max_append_entries', 1, 100000), ('max_inflight', 1, 100000),
                      ('snapshot_threshold', 0, 9007199254740991), ('snapshot_trailing', 0, 9007199254740991),
                      ('session_timeout_ms', 1, 9007199254740991)) a (name, least, most) on a.name = o.key
  loop
    v_fault := case
      when v_option.least is not null then
        case when coalesce(v_option.number not between v_option.least and v_option.most
                           or scale(trim_scale(v_option.number)) > 0, true)
          then format('a whole number from %s to %s', v_option.least, v_option.most) end
      when v_option.key in ('pre_vote', 'check_quorum', 'durable_state_machine', 'parallel_append') then
        case when jsonb_typeof(v_option.value) <> 'boolean' then 'true or false' end
      when v_option.key = 'journal' then
        case when v_option.value not in ('"all"', '"changes"', '"off"') then 'all, changes or off' end
      else 'left out: there is no such option'
    end;
    if v_fault is not null then
      raise exception using errcode = '22023', message = format('option "%s" must be %s', v_option.key, v_fault);
    end if;
  end loop;

  insert into raft.raft_node (node_id, bootstrap_voters, bootstrap_learners)
  values (p_node_id, array(select v from unnest(p_voters) v order by v), array(select l from unnest(p_learners) l order by l));

  insert into raft.raft_state (
    node_id, voters, learners, pre_vote, check_quorum, election_timeout_ms, heartbeat_interval_ms,
    max_append_entries, max_inflight, snapshot_threshold, snapshot_trailing, durable_state_machine,
    session_timeout_ms, journal, parallel_append)
  select n.node_id, n.bootstrap_voters, n.bootstrap_learners, o.pre_vote, o.check_quorum, o.election_timeout_ms::bigint, o.heartbeat_interval_ms::bigint,
         o.max_append_entries::bigint, o.max_inflight::int, o.snapshot_threshold::bigint, o.snapshot_trailing::bigint,
         o.durable_state_machine, o.session_timeout_ms::bigint, o.journal,
         o.parallel_append
  from raft.raft_node n, jsonb_to_record('{"pre_vote":true, "check_quorum":true, "election_timeout_ms":1000,
                         "heartbeat_interval_ms":100, "max_append_entries":256, "max_inflight":64,
                         "snapshot_threshold":10000, "snapshot_trailing":1000, "durable_state_machine":true,
                         "session_timeout_ms":3600000, "journal":"changes", "parallel_append":false}'::jsonb || p_options) as o (
    pre_vote boolean, check_quorum boolean, election_timeout_ms numeric, heartbeat_interval_ms numeric,
    max_append_entries numeric, max_inflight numeric, snapshot_threshold numeric, snapshot_trailing numeric,
    durable_state_machine boolean, session_timeout_ms numeric, journal text, parallel_append boolean)
  where n.node_id = p_node_id;
end
$$;
revoke all on function raft.create_node from public;
