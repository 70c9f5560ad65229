-- raft.send_rpc: adds a message to the step's actions
-- Parameters: p_step; p_to, the receiver; p_type; p_fields, the fields of that type, an object as text.
-- Returns:    the step. The message's id is unique: steps never repeat within an incarnation, which every Start raises.
create or replace function raft.send_rpc(inout p_step raft.step, p_to int, p_type text, p_fields text)
language plpgsql as $$
begin
  p_step.send_rpc := array_append(p_step.send_rpc, concat(
    '{"id":"', p_step.node_id, '.', p_step.incarnation, '.', p_step.steps, '.', cardinality(p_step.send_rpc),
    '","from":', p_step.node_id, ',"to":', p_to, ',"type":"', p_type, '","term":', p_step.current_term,
    case when p_fields <> '{}' then ',' end, substr(p_fields, 2)));
end
$$;
revoke all on function raft.send_rpc from public;
