import '#client/ui/fonts.css'
import '#client/ui/palette.css'
import '#client/ui/tokens.css'
import './status.css'
import { createApp } from 'vue'
import StatusPage from './StatusPage.vue'

createApp(StatusPage).mount('#status')
