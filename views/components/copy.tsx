/** A button that copies a text, where the browser lets a page do that; elsewhere, and without JavaScript, there is none. */
export const Copy = ({ text, children }: { text: string; children: string }) => (
  <p hidden data-copy={text}>
    <button type="button" class="button">
      {children}
    </button>{" "}
    <span role="status" />
  </p>
);
