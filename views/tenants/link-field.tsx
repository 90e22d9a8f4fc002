/** An address to pass on, in full: every line of it readable on a phone, and nothing changes it. */
export function LinkField(props: { id: string; label: string; hint?: string | undefined; value: string }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.hint !== undefined && (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      <textarea
        id={props.id}
        class="control"
        rows={3}
        readonly
        spellcheck="false"
        aria-describedby={props.hint !== undefined && `${props.id}-hint`}
      >
        {props.value}
      </textarea>
    </div>
  );
}
