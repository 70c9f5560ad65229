-- raft.on_client_read: event ClientRead
-- Parameters: p_step; p_event: reads, [{request, query}].
-- Returns:    the step.
-- Tables:     raft.raft_read.
-- Source:     dissertation 6.4.
create or replace function raft.on_client_read(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_reads jsonb := raft.array_field(p_event, 'reads');
  v_read  jsonb;
  v_query jsonb;
begin
  for v_read in select r from jsonb_array_elements(v_reads) r loop
    if jsonb_typeof(v_read) <> 'object' then
      perform raft.bad_event('reads', 'an array of objects');
    end if;
    perform raft.text_field(v_read, 'request');
    v_query := v_read -> 'query';
    if v_query is null then
      perform raft.bad_event('query', 'present in every read');
    end if;

    -- Client.1  only the leader takes requests
    if p_step.role <> 'leader' then
      p_step.rules := p_step.rules || 'Client.1'::text;
      p_step := raft.reply(p_step, v_read ->> 'request', 'not_leader', jsonb_build_object('leader', p_step.leader_id));

    -- Client.3  a query that makes no sense
    elsif coalesce(v_query -> 'op' <> '"get"' or jsonb_typeof(v_query -> 'key') <> 'string', true) then
      p_step.rules := p_step.rules || 'Client.3'::text;
      p_step := raft.reply(p_step, v_read ->> 'request', 'rejected',
        '{"error":"bad command: a query is {\"op\":\"get\",\"key\":text}"}');

    -- Read.1  wait for a round that begins now
    else
      p_step.rules := p_step.rules || 'Read.1'::text;
      p_step.read_round := p_step.rounds + 1;
      insert into raft.raft_read (node_id, request, key, round)
      values (p_step.node_id, v_read ->> 'request', v_query ->> 'key', p_step.read_round);
    end if;
  end loop;

  if p_step.read_round > p_step.rounds then
    p_step := raft.send_entries(p_step, null, true);
    p_step := raft.confirm_reads(p_step);
  end if;
end
$$;
revoke all on function raft.on_client_read from public;
