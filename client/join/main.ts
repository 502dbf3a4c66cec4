import '#client/ui/desk.css'
import '#client/citizen/citizen.css'
import './join.css'
import { createApp } from 'vue'
import { sitAs } from '#client/link/tickets.ts'
import { createJoinTexts } from '#client/text/join-texts.ts'
import JoinPage from './JoinPage.vue'

sitAs('seat')
createApp(JoinPage).use(createJoinTexts()).mount('#app')
