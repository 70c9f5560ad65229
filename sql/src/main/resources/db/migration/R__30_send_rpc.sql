-- raft.send_rpc: adds a message to the step's actions
-- Parameters: p_step; p_to, the receiver; p_type; p_fields, the fields of that type.
-- Returns:    the step. The message's id is unique: steps never repeat within an incarnation, which every Start raises.
create or replace function raft.send_rpc(inout p_step raft.step, p_to int, p_type text, p_fields jsonb)
language plpgsql as $$
begin
  p_step.send_rpc := array_append(p_step.send_rpc, jsonb_build_object(
    'id', concat_ws('.', p_step.node_id, p_step.incarnation, p_step.steps, cardinality(p_step.send_rpc)),
    'from', p_step.node_id, 'to', p_to, 'type', p_type, 'term', p_step.current_term) || p_fields);
end
$$;
revoke all on function raft.send_rpc from public;
