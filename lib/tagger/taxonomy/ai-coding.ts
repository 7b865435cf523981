import type { SkillEntry } from '@/lib/tagger/skill'

/**
 * Tools that a team writes code with; kept apart from models that a product is made of.
 */
export const aiCoding: SkillEntry[] = [
  {
    id: 'github-copilot',
    name: 'GitHub Copilot',
    since: 2021,
    link: 'https://github.com/features/copilot',
    aliases: ['GitHub Copilot'],
    likely: ['Copilot'],
    blocks: {
      before: ['a', 'the', 'an', 'ai', 'our', 'your', 'first', 'developer', 'medical', 'coding', 'sales', 'real-time'],
      after: ['for', 'that'],
    },
    makers: ['GitHub'],
  },
  {
    id: 'cursor',
    name: 'Cursor',
    since: 2023,
    link: 'https://cursor.com',
    aliases: ['Cursor AI', 'Cursor IDE', 'Cursor.sh'],
    cued: ['Cursor'],
    cues: ['claude', 'claude code', 'copilot', 'ai', 'windsurf', 'llms?', 'codex', 'ai-native', 'devin', 'chatgpt'],
    blocks: { before: ['the', 'a', 'text', 'mouse', 'database'], after: ['position', 'movement', 'is'] },
    makers: ['Anysphere'],
  },
  {
    id: 'claude-code',
    name: 'Claude Code',
    since: 2025,
    link: 'https://www.anthropic.com/claude-code',
    aliases: ['Claude Code'],
    exact: ['ClaudeCode'],
  },
  {
    id: 'codex',
    name: 'OpenAI Codex',
    since: 2021,
    link: 'https://openai.com/codex',
    aliases: ['OpenAI Codex', 'Codex CLI'],
    cued: ['Codex'],
    cues: ['claude', 'claude code', 'cursor', 'copilot', 'openai', 'windsurf'],
    blocks: { before: ['the', 'a'] },
  },
  {
    id: 'windsurf',
    name: 'Windsurf',
    since: 2024,
    link: 'https://windsurf.com',
    cued: ['Windsurf'],
    cues: ['cursor', 'claude', 'claude code', 'copilot', 'codex'],
    blocks: { before: ['to', 'and', 'can', 'surf,'] },
  },
  {
    id: 'devin',
    name: 'Devin',
    since: 2024,
    link: 'https://devin.ai',
    aliases: ['Devin AI'],
    cued: ['Devin'],
    cues: ['cursor', 'claude code', 'copilot', 'windsurf', 'codex'],
    givenName: true,
  },
  {
    id: 'aider',
    name: 'Aider',
    since: 2023,
    link: 'https://aider.chat',
    cued: ['Aider'],
    cues: ['cursor', 'claude code', 'copilot', 'windsurf', 'codex'],
  },
  { id: 'tabnine', name: 'Tabnine', since: 2018, link: 'https://www.tabnine.com', aliases: ['Tabnine'] },
  {
    id: 'gemini-cli',
    name: 'Gemini CLI',
    since: 2025,
    link: 'https://github.com/google-gemini/gemini-cli',
    aliases: ['Gemini CLI', 'Gemini Code Assist'],
  },
]
