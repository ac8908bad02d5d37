import type { Element, Root, RootContent } from 'hast'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ComponentType, ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import type { StepDocument } from '../../lib/markdown/step-document.ts'
import { Code } from './code.tsx'
import codeCss from './code.module.css'
import { CopyOnClick } from './copy-on-click.tsx'
import { controlName, markLateText, sessionTextName } from './late-text.ts'
import css from './markdown.module.css'
import { Picture } from './picture.tsx'
import { FileBlock, Quiz } from './rare-parts.tsx'
import { SessionText } from './session-text.tsx'
import { TextLink } from './text-link.tsx'

export interface MarkdownProps {
  readonly document: StepDocument
  /** Address of a picture that the text names; undefined when there is none. */
  readonly pictureAddress: (source: string) => string | undefined
  /** Address of a page that the text links to; undefined when it leads nowhere. */
  readonly linkAddress: (href: string) => string | undefined
}

/** Everything that a page's tree may hold besides ordinary elements: one name, one component. */
type Components = Readonly<Record<string, ComponentType<never>>>

interface Marked {
  readonly number: number
  readonly node: Element
  readonly children?: ReactNode
}

/** A page of text. Whatever its author marked becomes a component here and nowhere else. */
export function Markdown({ document, pictureAddress, linkAddress }: MarkdownProps) {
  const { blocks, files, questions } = document
  const render = (nodes: readonly RootContent[]): ReactNode => toElements({ type: 'root', children: [...nodes] }, components)

  const components: Components = {
    'rehearsal-code': ({ number, children }: Marked) => {
      const block = blocks[number]
      return block ? <Code block={block}>{children}</Code> : children
    },
    'rehearsal-file': ({ number, children }: Marked) => {
      const file = files[number]
      return file ? <FileBlock file={file}>{children}</FileBlock> : children
    },
    'rehearsal-quiz': ({ number, node }: Marked) => {
      const question = questions[number]
      const parts = node.children.filter((child) => child.type === 'element')
      const text = parts.find(({ tagName }) => tagName === 'rehearsal-question')
      const options = parts.filter(({ tagName }) => tagName === 'rehearsal-option')
      return question && <Quiz question={question} text={render(text?.children ?? [])} options={options.map((option) => render(option.children))} />
    },
    [sessionTextName]: SessionText,
    [controlName]: ({ sign, spelling }: { sign: string; spelling: string }) => <span className={codeCss.control} title={spelling}>{sign}</span>,
    a: ({ href, title, children }: { href?: string; title?: string; children?: ReactNode }) => <Link href={href} title={title} linkAddress={linkAddress}>{children}</Link>,
    img: ({ src, alt, title, width, height }: { src?: string; alt?: string; title?: string; width?: string; height?: string }) => (
      <Picture src={src && pictureAddress(src)} alt={alt ?? ''} title={title} width={width} height={height} />
    ),
    table: ({ children }: { children?: ReactNode }) => <div className={css.table} tabIndex={0} role="group" aria-label="Table"><table>{children}</table></div>,
    script: () => null,
    style: () => null,
  }
  return <CopyOnClick className={css.text}>{toElements(markLateText(document.tree), components)}</CopyOnClick>
}

function Link({ href, title, linkAddress, children }: { href: string | undefined; title: string | undefined; linkAddress: MarkdownProps['linkAddress']; children: ReactNode }) {
  if (!href) return children
  if (href.startsWith('#')) return <a href={href} title={title}>{children}</a>
  const address = linkAddress(href)
  return address ? <TextLink href={address} title={title}>{children}</TextLink> : children
}

function toElements(tree: Root, components: Components): ReactNode {
  return toJsxRuntime(tree, {
    Fragment, jsx, jsxs, passNode: true, ignoreInvalidStyle: true,
    // Its type knows the elements of HTML only; ours are drawn by the same map.
    components: components as NonNullable<Parameters<typeof toJsxRuntime>[1]['components']>,
  })
}
