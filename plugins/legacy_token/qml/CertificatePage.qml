import QtQuick
import SecureClient
import LegacyToken

// Every field and extension of a certificate, and its chain. All texts are plain text.
AppPage {
    id: page

    required property CertificateViewModel vm

    viewModel: vm

    AppCard {
        visible: page.vm.subject !== ""

        ListRow {
            objectName: "certificateHead"
            iconName: page.vm.icon
            title: page.vm.subject
            subtitle: page.vm.purpose
            badge: page.vm.state
            badgeKind: page.vm.stateKind
            chevron: false
        }
        KeyValueList {
            objectName: "certificateFields"
            entries: page.vm.fields
        }
    }
    AppCard {
        visible: page.vm.extensions.length > 0
        title: qsTr("扩展（● 为关键扩展）")

        KeyValueList { entries: page.vm.extensions }
    }
    AppCard {
        visible: page.vm.chain.length > 0
        title: qsTr("证书链")

        KeyValueList { entries: page.vm.chain }
    }
}
