import { defineStore } from 'pinia'
import { useMediaQuery } from '@vueuse/core'
import { computed, watchEffect } from 'vue'
import { preference } from './preferences.ts'

export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]

/** Light or dark: follows the system until somebody chooses. The root element carries it for KERN and `tokens.css`. */
export const useTheme = defineStore('theme', () => {
  const choice = preference<ThemeChoice>('theme', themeChoices, 'system')
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)')
  const ofSystem = computed(() => (systemDark.value ? 'dark' : 'light'))
  const shown = computed(() => (choice.value === 'system' ? ofSystem.value : choice.value))
  watchEffect(() => document.documentElement.setAttribute('data-kern-theme', shown.value))
  return { choice, shown }
})
