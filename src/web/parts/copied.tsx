/** Text to be taken somewhere else: shown whole, and copied with one button. */
import { Button, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import classes from './copied.module.css'

type Props = { readonly label: string; readonly text: string }

/** One line of it, such as a link. */
export function Copied({ label, text }: Props) {
  return (
    <div className={classes['copied']}>
      <TextInput
        label={label}
        value={text}
        readOnly
        className="mono-input"
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Copy text={text} />
    </div>
  )
}

/** Sentences. */
export function CopiedText({ label, text }: Props) {
  const id = useId()
  return (
    <div className={classes['copiedText']}>
      <h4 id={id}>{label}</h4>
      <blockquote aria-labelledby={id}>{text}</blockquote>
      <Copy text={text} />
    </div>
  )
}

function Copy({ text }: { readonly text: string }) {
  const [state, setState] = useState<'copied' | 'failed'>()
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    )
  }
  return (
    <>
      <Button variant="default" onClick={copy}>
        Copy
      </Button>
      <p role="status">
        {state === 'copied' && 'Copied.'}
        {state === 'failed' && 'This browser does not let pages copy: select the text and copy it.'}
      </p>
    </>
  )
}
