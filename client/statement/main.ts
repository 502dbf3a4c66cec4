import '#client/ui/fonts.css'
import '#client/ui/palette.css'
import '#client/ui/tokens.css'
import '#client/light/light-page.css'
import { createApp } from 'vue'
import StatementPage from './StatementPage.vue'

createApp(StatementPage).mount('#statement')
