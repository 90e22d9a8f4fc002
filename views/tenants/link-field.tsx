/** An address to pass on, in full: read-only, so that a tap selects it and nothing changes it. */
export function LinkField(props: { id: string; label: string; hint?: string | undefined; value: string }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.hint !== undefined && (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      <input
        type="text"
        id={props.id}
        class="control"
        value={props.value}
        readonly
        aria-describedby={props.hint !== undefined && `${props.id}-hint`}
      />
    </div>
  );
}
